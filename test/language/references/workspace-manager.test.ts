import { DocumentState, URI } from 'langium';
import { expect, it } from 'vitest';
import { createPatchbayServices } from '../../../language/services.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

const uri = URI.file('/workspace/shop.connector');
const text = "connector shop { version 1.0.0 base 'https://shop.example.com' }\n";

it('takes a file that an editor opens while the workspace is read', async () => {
  let open = (): void => undefined;
  class SlowFiles extends MemoryFiles {
    override async readFile(file: URI): Promise<string> {
      if (file.path === uri.path) open();
      return this.readFileSync(file);
    }
  }
  const { shared } = createPatchbayServices({ fileSystemProvider: () => new SlowFiles({ [uri.path]: text }) });
  const { LangiumDocuments, LangiumDocumentFactory, WorkspaceManager } = shared.workspace;
  open = () => LangiumDocuments.addDocument(LangiumDocumentFactory.fromString(text, uri));

  await WorkspaceManager.initializeWorkspace([{ uri: URI.file('/workspace').toString(), name: 'workspace' }]);

  await WorkspaceManager.ready;
  expect(LangiumDocuments.all.toArray().map((document) => document.uri.path)).toEqual([uri.path]);
  expect(LangiumDocuments.getDocument(uri)?.state).toBeGreaterThanOrEqual(DocumentState.Linked);
});
