import { ADDED, edited, REMOVED, UPDATED } from './families';
import { deed, type Forms, fieldsOf, form, keyOf, namesNone, type Word } from './telling';
import { ofParent, self } from './things';

/** Lex V1 makes and changes by one call: only a change names the checksum of what it changes. */
const put: Word = (t) => {
  const isChange = t.change.set.some(({ field }) => field.toLowerCase() === 'checksum');
  if (t.change.withoutRequest) return deed([], form(t, ['created or changed', 'create or change']), ' ', self(t));
  if (isChange) return edited(t);
  const made = deed([], form(t, ['created', 'create']), ' ', self(t), ofParent(t));
  return { ...made, names: fieldsOf(t).map(keyOf) };
};

/** A caller's voice print has no name that may be shown. */
const fraudster =
  (verb: Forms, between: string): Word =>
  (t) =>
    deed(['FraudsterId'], form(t, verb), ` a fraudster ${between} `, self(t), ofParent(t));

const items =
  (verb: Forms, between: string): Word =>
  (t) =>
    deed(
      ['customVocabularyItemList'],
      form(t, verb),
      ` ${namesNone(t, 'customVocabularyItemList') ? 'no ' : ''}words ${between} `,
      self(t),
      ofParent(t),
    );

export const LEX_DEEDS: Readonly<Record<string, Word>> = {
  PutBot: put,
  PutBotAlias: put,
  PutIntent: put,
  PutSlotType: put,
  UpdateBot: edited,
  UpdateBotAlias: edited,
  UpdateBotLocale: edited,
  UpdateIntent: edited,
  UpdateSlot: edited,
  UpdateSlotType: edited,
  BatchCreateCustomVocabularyItem: items(ADDED, 'to'),
  BatchUpdateCustomVocabularyItem: items(UPDATED, 'in'),
  BatchDeleteCustomVocabularyItem: items(REMOVED, 'from'),

  UpdateDomain: edited,
  UpdateWatchlist: edited,
  AssociateFraudster: fraudster(ADDED, 'to'),
  DisassociateFraudster: fraudster(REMOVED, 'from'),
};
