import { describe, expect, it } from 'vitest';
import { hostProblem, originCovered } from '../../cli/secrets/host-pattern.ts';

describe('hosts that a secret may go to', () => {
  it.each([
    ['https://api.acme.com', 'api.acme.com'],
    ['https://api.acme.com', '*.acme.com'],
    ['https://a.b.acme.com', '*.acme.com'],
    ['https://*.acme.com', '*.acme.com'],
    ['https://*.eu.acme.com', '*.acme.com'],
    ['https://api.acme.com:8443', 'api.acme.com:8443'],
    ['https://api.acme.com', 'https://API.acme.com:443/'],
    ['http://127.0.0.1:8080', '127.0.0.1:8080'],
    ['http://[::1]:8080', '[::1]:8080'],
    ['http://localhost:8080', 'localhost:8080'],
    ['http://intranet.acme.com', 'http://intranet.acme.com'],
  ])('%s is covered by %s', (origin, host) => {
    expect(originCovered(origin, [host])).toBe(true);
  });

  it.each([
    ['https://api.acme.com.evil.example', 'api.acme.com'],
    ['https://evilacme.com', '*.acme.com'],
    ['https://acme.com', '*.acme.com'],
    ['https://*.acme.com', 'api.acme.com'],
    ['https://*.com', '*.acme.com'],
    ['https://api.acme.com:8443', 'api.acme.com'],
    ['https://api.acme.com', 'api.acme.com:8443'],
    ['http://api.acme.com', 'api.acme.com'],
    ['http://api.acme.com:443', 'api.acme.com'],
    ['https://api.acme.com', ''],
    ['not an origin', '*.acme.com'],
  ])('%s is not covered by %s', (origin, host) => {
    expect(originCovered(origin, [host])).toBe(false);
  });

  it('says what is no host', () => {
    expect(hostProblem('https://api.acme.com/path')).toContain('is not a host');
    expect(hostProblem('*')).toContain('is not a host');
    expect(hostProblem('*.acme.net:8443')).toBeUndefined();
  });
});
