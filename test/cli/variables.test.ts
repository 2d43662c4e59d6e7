import { describe, expect, it } from 'vitest';
import { variablePart } from '#language';
import { readVariable, variableName } from '../../cli/secrets/variables.ts';

describe('names of secrets in the environment', () => {
  it.each([
    ['privateKey', 'PRIVATE_KEY'], ['keyID', 'KEY_ID'], ['acme-eu', 'ACME_EU'], ['token', 'TOKEN'], ['oauth2Key', 'OAUTH2_KEY'], ['a$b', 'A_B'], ['APIKey', 'APIKEY'],
  ])('spells %s as %s', (name, spelled) => {
    expect(variablePart(name)).toBe(spelled);
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
