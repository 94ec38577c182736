import { aspect, CHANGED, edited, SET, sets, UPDATED } from './families';
import { nameOf, say } from './pieces';
import { deed, type Forms, form, namesNone, statedIn, type Word } from './telling';
import { ofSelf, relatedOf, self, settingName, thing } from './things';

/** Rows of a data table; what they hold may be anything and is not shown. */
const many =
  (verb: Forms, one: string, several: string, between: string): Word =>
  (t) => {
    const values = statedIn(t, 'Values');
    const count = Array.isArray(values) ? values.length : 0;
    const what =
      count === 0 ? `${namesNone(t, 'Values') ? 'no ' : ''}${several}` : count === 1 ? one : `${count} ${several}`;
    return deed(['Values'], form(t, verb), ` ${what}`, t.it ? '' : say(` ${between} `, self(t)));
  };

const media =
  (verb: Forms): Word =>
  (t) => {
    const type = statedIn(t, 'MediaType');
    const what = typeof type === 'string' ? say(' the ', [nameOf(settingName(type), 40)]) : ' an image';
    return deed(['MediaType', 'MediaSource'], form(t, verb), what, ofSelf(t));
  };

/** Users and routing profiles have a workspace: "gave user Ann workspace Sales". */
const assigned =
  (verb: Forms, between: string): Word =>
  (t) => {
    const who = [...relatedOf(t, 'user'), ...relatedOf(t, 'routing-profile')];
    const stated = statedIn(t, 'ResourceArns');
    const count = Array.isArray(stated) ? stated.length : who.length;
    const [only] = who;
    const some = namesNone(t, 'ResourceArns') ? 'no' : 'some';
    const many = count === 1 ? 'one user or routing profile' : `${count || some} users and routing profiles`;
    const what = only !== undefined && count === 1 ? thing(only) : say(many);
    return deed(['ResourceArns'], form(t, verb), ' ', what, ` ${between} `, self(t));
  };

export const TABLE_DEEDS: Readonly<Record<string, Word>> = {
  BatchCreateDataTableValue: many(['added', 'add'], 'a value', 'values', 'to'),
  BatchUpdateDataTableValue: many(UPDATED, 'a value', 'values', 'in'),
  BatchDeleteDataTableValue: many(['deleted', 'delete'], 'a value', 'values', 'from'),
  UpdateDataTableMetadata: edited,
  UpdateDataTablePrimaryValues: (t) =>
    deed(['PrimaryValues', 'NewPrimaryValues'], form(t, CHANGED), ' the primary values of a row', ofSelf(t, 'in')),
  UpdateDataTableAttribute: edited,
  UpdateWorkspaceMetadata: edited,
  UpdateWorkspacePage: edited,
  UpdateWorkspaceTheme: aspect('the theme', 'Theme'),
  UpdateWorkspaceVisibility: sets('Visibility', 'the visibility'),
  ImportWorkspaceMedia: media(SET),
  DeleteWorkspaceMedia: media(['deleted', 'delete']),
  AssociateWorkspace: assigned(['assigned', 'assign'], 'to'),
  DisassociateWorkspace: assigned(['removed', 'remove'], 'from'),
};
