import { asString, isObject } from '../change/json';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission to read it is denied',
  EPERM: 'permission to read it is denied',
  ENOTDIR: 'it is no folder',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk failed',
};

/** Why a file or a folder can't be read, in words that follow “name: ”. Of the system's own words a reader learns nothing but a path. */
export const whyNotRead = (error: unknown, gone = 'it is no longer there'): string => {
  const { code, syscall, message } = isObject(error) ? error : {};
  if (syscall === undefined || typeof code !== 'string') return asString(message) ?? 'it cannot be read';
  if (code === 'ENOENT') return gone;
  return REASONS[code] ?? `it cannot be read (${code})`;
};
