import { idFrom } from '../aws/records';

/** People and agents of the made-up company. Every name is one that AWS documentation uses for people who do not exist. */
export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly username: string;
}

const person = (fullName: string): Person => {
  const [firstName = '', ...rest] = fullName.split(' ');
  const lastName = rest.join(' ');
  const username = `${firstName}.${rest.join('-')}`.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  return { firstName, lastName, username };
};

export const MATEO = person('Mateo Jackson');
export const NIKKI = person('Nikki Wolf');
export const SAANVI = person('Saanvi Sarkar');
export const AKUA = person('Akua Mansa');
export const SHIRLEY = person('Shirley Rodriguez');
export const MANAGERS: readonly Person[] = [MATEO, NIKKI, SAANVI, AKUA, SHIRLEY];

export const AGENTS = [
  'Arnav Desai',
  'Carlos Salazar',
  'Jane Doe',
  'John Stiles',
  'Li Juan',
  'Mary Major',
  'Richard Roe',
  'Pat Candella',
  'Terry Whitlock',
  'Zhang Wei',
  'Martha Rivera',
  'Diego Ramirez',
  'Márcia Oliveira',
  'Paulo Santos',
  'Ana Carolina Silva',
  'Alejandro Rosalez',
].map(person);

/** Was an administrator for two weeks. */
export const PAULO = person('Paulo Santos');

/** Moved from Tier 1 to Tier 2 within the last hour. */
export const MOVED_AGENTS = AGENTS.slice(0, 3);

/** Hired by the onboarding pipeline during the month. */
export const NEWCOMERS = [
  'Efua Owusu',
  'Wang Xiulan',
  'Sofía Martínez',
  'Nikhil Jayashankar',
  'Kwesi Manu',
  'Liu Jie',
].map(person);

/** Left during the month, with the pipeline's help. */
export const LEAVERS = ['John Doe', 'Kwaku Mensah'].map(person);

/** Created and deleted within the month; changed things in between. */
export const JORGE = person('Jorge Souza');

export const SYDNEY_PEOPLE = ['Saanvi Sarkar', 'Mateo Jackson', 'Ana Carolina Silva', 'Li Juan', 'Jane Doe'].map(
  person,
);

/** The id of a person's user in an instance; each instance knows the same person under another id. */
export const userId = (instanceAlias: string, username: string): string => idFrom(`${instanceAlias} user ${username}`);
