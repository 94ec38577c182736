import { runReindex } from './reindex';
import { runInTerminal } from './run-in-terminal';

runInTerminal(runReindex);
