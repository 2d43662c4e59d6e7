import { describe, expect, it } from 'vitest';
import { readWorkspaceFile } from '#language';
import { instanceConfig } from '../../runner/instances.ts';

const file = readWorkspaceFile(JSON.stringify({
  instances: {
    acme: { connector: 'shop', auth: 'app', settings: { store: 'acme', region: 'eu' } },
    hired: { connector: 'shop', settings: { store: { env: 'PATCHBAY_STORE' } }, baseUrl: 'http://127.0.0.1:8080' },
    thief: { connector: 'shop', settings: { store: { env: 'PATCHBAY__ACME__TOKEN' } } },
    keyThief: { connector: 'shop', settings: { store: { env: 'PATCHBAY_KEY' } } },
    homeThief: { connector: 'shop', settings: { store: { env: 'HOME' } } },
  },
  environments: { staging: { instances: { acme: { settings: { store: 'acme-dev' }, baseUrl: 'https://staging.example' } } }, live: {} },
}));
const env = { PATCHBAY_STORE: 'outlet', PATCHBAY__ACME__TOKEN: 'canary', PATCHBAY_KEY: 'canary', HOME: '/canary' };

describe('an instance as a run sees it', () => {
  it('is what patchbay.json says', () => {
    expect(instanceConfig(file, 'acme', { env })).toEqual({ name: 'acme', connector: 'shop', auth: 'app', settings: { store: 'acme', region: 'eu' }, file: 'patchbay.json', line: 1 });
  });

  it('has what the environment says laid over it', () => {
    expect(instanceConfig(file, 'acme', { env, environment: 'staging' })).toMatchObject({ auth: 'app', settings: { store: 'acme-dev', region: 'eu' }, baseUrl: 'https://staging.example' });
    expect(instanceConfig(file, 'acme', { env, environment: 'live' })?.settings).toEqual({ store: 'acme', region: 'eu' });
  });

  it('takes a setting from a variable, and says which is missing', () => {
    expect(instanceConfig(file, 'hired', { env })).toMatchObject({ settings: { store: 'outlet' }, baseUrl: 'http://127.0.0.1:8080' });
    expect(() => instanceConfig(file, 'hired', { env: {} })).toThrowError(expect.objectContaining({ code: 'missing-variable', remedy: 'Set PATCHBAY_STORE.' }));
  });

  it.each(['thief', 'keyThief', 'homeThief'])('takes no setting from a secret or from elsewhere (%s)', (name) => {
    expect(() => instanceConfig(file, name, { env })).toThrowError(expect.objectContaining({ code: 'missing-variable', message: expect.not.stringContaining('canary') }));
  });

  it('is none where patchbay.json has none, whatever Object has', () => {
    expect(instanceConfig(file, 'constructor', { env })).toBeUndefined();
    expect(instanceConfig(readWorkspaceFile(null), 'acme', { env })).toBeUndefined();
  });
});
