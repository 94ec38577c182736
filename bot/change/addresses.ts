/** An at sign, also wide, small, or as an address or a page encodes it. */
const AT = /@|＠|﹫|%40|%2540|&#64;|&commat;/i;
/** A local part in quotes, which may hold spaces. */
const QUOTED = /"[^"\n]{1,64}"(?=@|＠|﹫|%40)/gi;
/** What parts an address from what stands around it. */
const AROUND = /([\s<>:/,;"()[\]]+)/;

/** A text without e-mail addresses; of an ARN all stays but a session that is one. */
export const withoutAddresses = (text: string, word: string): string =>
  AT.test(text)
    ? text
        .replace(QUOTED, 'x')
        .split(AROUND)
        .map((piece, at, pieces) => (isAddress(piece, pieces[at - 1]?.endsWith('/') ?? false) ? word : piece))
        .join('')
    : text;

/** Something before the sign, which may end in a slash, and after it something with a dot inside. */
const isAddress = (piece: string, afterSlash: boolean): boolean => {
  const parts = piece.split(AT);
  const hasLocal = (at: number): boolean => parts[at - 1] !== '' || (at === 1 && afterSlash);
  return parts.some((part, at) => at > 0 && hasLocal(at) && /[^.．。][.．。][^.．。]/.test(part));
};
