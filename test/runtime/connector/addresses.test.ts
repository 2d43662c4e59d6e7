import { expect, test } from 'vitest';
import { addressKind, refusal } from '../../../runtime/connector/http/addresses.ts';

test.each([
  ['127.0.0.1', 'loopback'], ['127.255.255.254', 'loopback'], ['::1', 'loopback'], ['::ffff:127.0.0.1', 'loopback'], ['::ffff:7f00:1', 'loopback'], ['::127.0.0.1', 'loopback'],
  ['64:ff9b::7f00:1', 'loopback'], ['2002:7f00:1::', 'loopback'],
  ['169.254.169.254', 'metadata'], ['::ffff:169.254.169.254', 'metadata'], ['fd00:ec2::254', 'metadata'], ['100.100.100.200', 'metadata'], ['64:ff9b::a9fe:a9fe', 'metadata'],
  ['169.254.1.1', 'link-local'], ['fe80::1', 'link-local'], ['fe80::1%eth0', 'link-local'], ['febf::1', 'link-local'],
  ['10.1.2.3', 'private'], ['172.16.0.1', 'private'], ['172.31.255.255', 'private'], ['192.168.0.1', 'private'], ['100.64.0.1', 'private'], ['fc00::1', 'private'], ['fdff::1', 'private'],
  ['::ffff:10.0.0.1', 'private'], ['::ffff:c0a8:1', 'private'],
  ['0.0.0.0', 'reserved'], ['::', 'reserved'], ['224.0.0.1', 'reserved'], ['255.255.255.255', 'reserved'], ['ff02::1', 'reserved'], ['not an address', 'reserved'],
  ['8.8.8.8', 'public'], ['172.32.0.1', 'public'], ['192.169.0.1', 'public'], ['11.0.0.1', 'public'], ['2606:4700::1111', 'public'], ['::ffff:8.8.8.8', 'public'],
])('%s is %s', (address, kind) => {
  expect(addressKind(address)).toBe(kind);
});

const trusting = (...trustedHosts: string[]) => ({ allowLocal: false, trustedHosts });
const nobody = { allowLocal: false, trustedHosts: [] };
const local = { allowLocal: true, trustedHosts: [] };

test('a server on this computer needs consent, and gets plain http with it', () => {
  const reach = { protocol: 'http:', hostname: 'localhost', port: 8080 };
  expect(refusal('127.0.0.1', reach, nobody, 'own')).toBe('address');
  expect(refusal('127.0.0.1', reach, local, 'own')).toBeUndefined();
  expect(refusal('::1', reach, local, 'own')).toBeUndefined();
});

test('consent to this computer is none to the network around it', () => {
  expect(refusal('192.168.1.5', { protocol: 'https:', hostname: 'nas.example', port: 443 }, local, 'own')).toBe('address');
  expect(refusal('203.0.113.7', { protocol: 'http:', hostname: 'api.example', port: 80 }, local, 'own')).toBe('plain-http');
});

test('a trusted host may be private and plain, with its port where one is named', () => {
  const reach = { protocol: 'http:', hostname: 'Erp.Intern', port: 8080 };
  expect(refusal('10.0.0.5', reach, trusting('erp.intern'), 'own')).toBeUndefined();
  expect(refusal('10.0.0.5', reach, trusting('erp.intern:8080'), 'own')).toBeUndefined();
  expect(refusal('10.0.0.5', reach, trusting('erp.intern:9090'), 'own')).toBe('address');
  expect(refusal('10.0.0.5', reach, trusting('intern'), 'own')).toBe('address');
});

test('no name can lead to the metadata service of a cloud, trusted or not', () => {
  const policy = { allowLocal: true, trustedHosts: ['api.example', '169.254.169.254'] };
  expect(refusal('169.254.169.254', { protocol: 'http:', hostname: 'api.example', port: 80 }, policy, 'own')).toBe('address');
  expect(refusal('169.254.169.254', { protocol: 'http:', hostname: '169.254.169.254', port: 80 }, policy, 'own')).toBeUndefined();
});

test('no consent holds for hosts that came from data', () => {
  const policy = { allowLocal: true, trustedHosts: ['files.example'] };
  const reach = { protocol: 'https:', hostname: 'files.example', port: 443 };
  expect(refusal('127.0.0.1', reach, policy, 'foreign')).toBe('address');
  expect(refusal('10.0.0.1', reach, policy, 'foreign')).toBe('address');
  expect(refusal('203.0.113.7', { ...reach, protocol: 'http:' }, policy, 'foreign')).toBe('plain-http');
  expect(refusal('203.0.113.7', reach, policy, 'foreign')).toBeUndefined();
});
