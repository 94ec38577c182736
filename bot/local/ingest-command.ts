import { ingest } from './ingest';
import { runInTerminal } from './run-in-terminal';

runInTerminal(ingest);
