import * as fs from 'node:fs';
import * as path from 'node:path';
import { page } from './page';

fs.writeFileSync(path.resolve(__dirname, '../../../docs/wording.md'), page());
