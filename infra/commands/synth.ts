import * as path from 'node:path';
import { App } from 'cdktf';
import type { CheckedSettings } from '../settings';
import { WhoChangedStack } from '../stack';
import { build } from './build';

/** Bundles every handler and writes the stack as Terraform reads it; gives the folder for Terraform to run in. */
export const synth = async (settings: CheckedSettings): Promise<string> => {
  const dist = path.resolve('dist');
  await build(dist);
  const app = new App();
  new WhoChangedStack(app, settings, dist);
  app.synth();
  return path.join(app.outdir, 'stacks', settings.name);
};
