import { readFileSync, writeFileSync } from 'node:fs';
import { deriveOperations } from './derive';
import { MODELS, readIamActions, readModel } from './models';
import { renderCatalogue, renderPage } from './render';

/** What the installed packages and our rules give, by the file (from the project's top) that it is kept in. */
export const generate = async (): Promise<Readonly<Record<string, string>>> => {
  const models = await Promise.all(MODELS.map(readModel));
  const operations = deriveOperations(models, await readIamActions());
  return {
    'bot/change/catalogue.generated.ts': renderCatalogue(operations),
    'docs/operations.md': renderPage(operations),
  };
};

const readIfThere = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

/** Writes the files; with `--check` it writes nothing and exits with 1 where one is stale. */
const main = async (isCheck: boolean): Promise<void> => {
  const files = Object.entries(await generate());
  const stale = files.filter(([file, text]) => readIfThere(file) !== text);
  for (const [file, text] of stale) {
    if (!isCheck) writeFileSync(file, text);
    console.log(isCheck ? `${file} is stale: run this without --check.` : `Wrote ${file}.`);
  }
  if (isCheck && stale.length > 0) process.exitCode = 1;
};

if (require.main === module) {
  main(process.argv.includes('--check')).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
