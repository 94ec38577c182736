import { StringDecoder } from 'node:string_decoder';

/** Makes text of bytes that come in stretches, the first of which says how they are encoded. */
export interface TextDecoder {
  readonly add: (bytes: Buffer) => string;
  readonly end: () => string;
}

/**
 * The text of bytes in UTF-8 or UTF-16, by the byte order mark or, as JSON begins with a letter of ASCII, by where the first zero is.
 * Windows PowerShell writes UTF-16 wherever output is redirected into a file. `begin` has two bytes at least, where there are so many.
 */
export const textDecoder = (begin: Buffer): TextDecoder => {
  const [first, second] = begin;
  const isLittle = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined);
  const decoder = new StringDecoder(isLittle || isBig ? 'utf16le' : 'utf8');
  const ordered = isBig ? swapped() : (bytes: Buffer) => bytes;
  let isBegun = false;
  return {
    add: (bytes) => {
      const text = decoder.write(ordered(bytes));
      if (isBegun || text === '') return text;
      isBegun = true;
      return text.replace(/^\uFEFF/, '');
    },
    end: () => decoder.end(),
  };
};

export const textOfBytes = (bytes: Buffer): string => {
  const decoder = textDecoder(bytes);
  return decoder.add(bytes) + decoder.end();
};

/** Each two bytes the other way round; one that is left over waits for its other. */
const swapped = (): ((bytes: Buffer) => Buffer) => {
  let over: Buffer = Buffer.alloc(0);
  return (bytes) => {
    const all = Buffer.concat([over, bytes]);
    over = all.subarray(all.length & ~1);
    return all.subarray(0, all.length & ~1).swap16();
  };
};
