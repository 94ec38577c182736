import type { FieldValue } from '../change/change';
import { phrases } from '../words/words';

/** What stands in place of a value that is not there: AWS hides some in the record, and we show nothing personal or secret. */
export const hiddenWords = ({ withheld }: Extract<FieldValue, { kind: 'hidden' }>): string =>
  withheld ? phrases.hidden.withheld : phrases.hidden.byAws;
