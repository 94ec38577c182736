import type { WebClient } from '@slack/web-api';
import type { ExportFile } from '../export-job';

/** Sends files to somebody as one direct message; throws where Slack takes none. `comment` is ours: Slack parses it. */
export const sendFiles = async (
  client: WebClient,
  userId: string,
  comment: string,
  files: readonly ExportFile[],
): Promise<void> => {
  const { channel } = await client.conversations.open({ users: userId });
  if (channel?.id === undefined) throw new Error('Slack opened no direct messages.');
  await client.filesUploadV2({
    channel_id: channel.id,
    initial_comment: comment,
    file_uploads: files.map(({ name, content }) => ({
      filename: name,
      file: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    })),
  });
};
