import * as path from 'node:path';
import { App } from 'cdktf';
import type { CheckedSettings } from '../settings';
import { WhoChangedStack } from '../stack';
import { build } from './build';
import { distFolder } from './dist';

/** Bundles every handler and writes the stack as Terraform reads it; gives the folder for Terraform to run in. */
export const synth = async (settings: CheckedSettings): Promise<string> => {
  await build(distFolder());
  return writeStack(settings);
};

/** Writes the stack of what was bundled. `formerRegions` have nothing in it but may have something deployed, to be removed. */
export const writeStack = (settings: CheckedSettings, formerRegions: readonly string[] = []): string => {
  const app = new App();
  new WhoChangedStack(app, settings, { bundles: distFolder(), formerRegions });
  app.synth();
  return path.join(app.outdir, 'stacks', settings.name);
};
