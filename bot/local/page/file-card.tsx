import { useState } from 'react';
import type { StandInFile } from '../slack/files';

const MOST_SHOWN = 4_000;

/** A file that the bot sent: to download, and to look into as the text that it is. */
export const FileCard = ({ file }: { file: StandInFile }) => {
  const [text, setText] = useState<string>();
  const look = async () => {
    const response = await fetch(file.url);
    const whole = response.ok ? await response.text() : `The file could not be read (${response.status}).`;
    const more = whole.length - MOST_SHOWN;
    setText(more > 0 ? `${whole.slice(0, MOST_SHOWN)}\n(${more} more letters are in the file)` : whole);
  };
  return (
    <div className="file">
      <strong>{file.name}</strong> <span className="note">{file.size} bytes</span>{' '}
      <a href={file.url} download={file.name}>
        Download
      </a>
      <details onToggle={(toggled) => toggled.currentTarget.open && void look()}>
        <summary>Look inside</summary>
        <pre>{text ?? 'Loading …'}</pre>
      </details>
    </div>
  );
};
