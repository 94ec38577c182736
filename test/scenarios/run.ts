import path from 'node:path';
import { scenario } from './scenario';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

scenario(process.argv.slice(2), {
  // npm runs its scripts in the package's folder, wherever they were typed.
  scenarios: path.resolve('test', 'scenarios'),
  evenings: path.resolve('test', 'evenings'),
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
}).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
