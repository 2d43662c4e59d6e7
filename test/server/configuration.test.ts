import { expect, it } from 'vitest';
import { startLanguageClient } from '../support/language-client.ts';
import { MemoryFiles } from '../support/memory-files.ts';

it.each([[true, ['workspace/didChangeConfiguration']], [false, []]])('a client that can be asked to tell of changed settings (%s) is asked, and no other', async (dynamicRegistration, wanted) => {
  const client = await startLanguageClient({ folders: ['/work'], files: new MemoryFiles({}), initialize: { capabilities: { workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration } } } } });
  try {
    await client.settled();
    expect([...new Set(client.registered.map(({ method }) => method))]).toEqual(wanted);
    expect(client.asked).toContain('workspace/configuration');
  } finally {
    await client.stop();
  }
});
