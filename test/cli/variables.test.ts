import { describe, expect, it } from 'vitest';
import { findCollisions, mangle, readVariable, variableName } from '../../cli/secrets/variables.ts';

describe('names of secrets in the environment', () => {
  it.each([
    ['privateKey', 'PRIVATE_KEY'], ['keyID', 'KEY_ID'], ['acme-eu', 'ACME_EU'], ['token', 'TOKEN'], ['oauth2Key', 'OAUTH2_KEY'], ['a$b', 'A_B'], ['APIKey', 'APIKEY'],
  ])('spells %s as %s', (name, spelled) => {
    expect(mangle(name)).toBe(spelled);
  });

  it('puts environment, instance and secret between double lines', () => {
    expect(variableName({ instance: 'acme-eu', name: 'privateKey' })).toBe('PATCHBAY__ACME_EU__PRIVATE_KEY');
    expect(variableName({ instance: 'acme', name: 'token', environment: 'staging' })).toBe('PATCHBAY__STAGING__ACME__TOKEN');
  });

  it('prefers the variable of the chosen environment, and takes an empty one for none', () => {
    const env = { PATCHBAY__ACME__TOKEN: 'everywhere', PATCHBAY__STAGING__ACME__TOKEN: 'staging-only', PATCHBAY__LIVE__ACME__TOKEN: '' };
    const value = (environment?: string): string | undefined => readVariable(env, { instance: 'acme', name: 'token', ...(environment !== undefined && { environment }) })?.value;
    expect([value(), value('staging'), value('live'), value('test')]).toEqual(['everywhere', 'staging-only', 'everywhere', 'everywhere']);
  });
});

describe('names that collide', () => {
  it('finds two instances that differ only in spelling', () => {
    const found = findCollisions([{ name: 'acme-eu', secrets: ['token'] }, { name: 'acmeEu', secrets: ['token'] }], []);
    expect(found.map(({ variable }) => variable)).toEqual(['PATCHBAY__ACME_EU__HOSTS', 'PATCHBAY__ACME_EU__TOKEN']);
  });

  it('finds a secret that is called like the list of hosts', () => {
    expect(findCollisions([{ name: 'acme', secrets: ['hosts'] }], []).map(({ variable }) => variable)).toEqual(['PATCHBAY__ACME__HOSTS']);
  });

  it('finds an environment and instance that read like an instance and secret', () => {
    const instances = [{ name: 'acme', secrets: ['ledger__token'] }, { name: 'ledger', secrets: ['token'] }];
    expect(findCollisions(instances, []).length).toBe(0);
    expect(findCollisions(instances, ['acme'])).toEqual([{
      variable: 'PATCHBAY__ACME__LEDGER__TOKEN',
      first: { instance: 'acme', name: 'ledger__token' },
      second: { instance: 'ledger', name: 'token', environment: 'acme' },
    }]);
  });
});
