import { join } from 'node:path';
import { build } from 'esbuild';

/** The page's script and style, ready to be served. */
export interface BuiltPage {
  readonly script: string;
  readonly style: string;
}

/** Bundles the React page in memory; nothing is written to disk. */
export const buildPage = async (): Promise<BuiltPage> => {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'page.tsx'), join(__dirname, 'page.css')],
    bundle: true,
    minify: true,
    write: false,
    outdir: 'page',
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const output = (extension: string) => outputFiles.find(({ path }) => path.endsWith(extension))?.text;
  const [script, style] = [output('.js'), output('.css')];
  if (script === undefined || style === undefined)
    throw new Error('Bundling the local page gave no script or no style.');
  return { script, style };
};
