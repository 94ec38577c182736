import { calls, found } from './ask-both';

const INSTANCE = '9db333d8-55b8-4d61-8f05-694dec53099e';
const made = { InstanceId: INSTANCE, HoursOfOperationId: 'aaa94026-64f1-441f-80eb-bc52c9993eb6' };

describe('A failed attempt at a name is found', () => {
  it.each([
    ['billing es', 'Bílling ES'],
    ['BILLING ES', 'Ｂｉｌｌｉｎｇ ES'],
    ['strasse', 'Straße'],
    ['izmir', 'İzmir'],
    ['"Billing ES"', 'Billing\u00a0ES'],
    ['Weekdays 8-20', 'Weekdays 8–20'],
    ["O'Brien", 'O’Brien'],
  ])('by %s, where it was at %s', async (typed, tried) => {
    const records = calls(['CreateQueue', { request: { ...made, Name: tried }, error: 'DuplicateResourceException' }]);
    expect(await found(typed, records)).toEqual(['1']);
  });
});
