/**
 * The text of bytes in UTF-8 or UTF-16, by the byte order mark or, as JSON begins with a letter of ASCII, by where the first zero is.
 * Windows PowerShell writes UTF-16 wherever output is redirected into a file.
 */
export const textOfBytes = (bytes: Buffer): string => {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return unmarked(bytes.toString('utf16le'));
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined)) {
    return unmarked(
      Buffer.from(bytes.subarray(0, bytes.length & ~1))
        .swap16()
        .toString('utf16le'),
    );
  }
  return unmarked(bytes.toString('utf8'));
};

const unmarked = (text: string): string => text.replace(/^\uFEFF/, '');
