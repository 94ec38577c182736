import * as fs from 'node:fs';
import * as path from 'node:path';
import { type CheckedSettings, checkSettings } from './settings';

/** The configuration that every command reads unless it is told of another with `--config`. */
export const CONFIG_FILE = 'connect-who-changed.config.ts';

/** The settings that a configuration file exports as its default. Throws an Error that says what is wrong with which file. */
export const loadSettings = (file: string): CheckedSettings => {
  const found = path.resolve(file);
  if (!fs.existsSync(found))
    throw new Error(`There is no ${file}. Say --config FILE, or run this where ${CONFIG_FILE} is.`);
  const loaded: { readonly default?: unknown } = require(found);
  return checkSettings(loaded.default, file);
};
