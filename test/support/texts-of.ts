import type { ChangeIndex } from '../../bot/aws/change-index';

/** The texts of what an index could not tell. */
export const textsOf = async ({ unusableTexts }: Pick<ChangeIndex, 'unusableTexts'>): Promise<string[]> => {
  const texts: string[] = [];
  for await (const { text } of unusableTexts()) texts.push(text);
  return texts;
};
