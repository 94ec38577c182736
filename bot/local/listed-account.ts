import { type Account, type AccountDeps, openAccount } from '../aws/account';
import { createAccountSync } from '../aws/account-sync';
import { openConnect } from '../aws/open-connect';

/** An account that lists by itself, where no function of its own does: both keep to one rate of Connect. */
export interface ListedAccount extends Account {
  readonly sync: ReturnType<typeof createAccountSync>;
}

export const openListedAccount = (deps: AccountDeps): ListedAccount => {
  const connect = openConnect(deps);
  return { ...openAccount(deps, connect), sync: createAccountSync({ ...deps, connect }) };
};
