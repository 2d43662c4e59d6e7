import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { root, startPatchbay } from '../cli/process.ts';
import { createWorkspace, type TestWorkspace } from '../cli/workspace.ts';

// Real input that we did not write: json-server 0.17 pages by `Link` headers, filters, and writes what it is sent into a file.

interface Post { id: number; authorId: number; title: string; body: string; views: number; score: number; published: string }
interface Comment { id: number; postId: number; text: string; likes: number }
interface Digest { id: number; postId: number; line: string; comments: number; likes: number; score: number; week: string }
interface Copy { id: number; commentId: number; postId: number; text: string; likes: number }
interface Blog { authors: { id: number; name: string }[]; posts: Post[]; comments: Comment[]; digests: Digest[]; copies: Copy[] }

const popular = 950;

/** 5,000 posts and 500 comments by simple arithmetic, with texts that escape badly. */
function makeBlog(): Blog {
  const authors = Array.from({ length: 40 }, (_, index) => ({ id: index + 1, name: `Author ${index + 1} "Å"` }));
  const posts = Array.from({ length: 5000 }, (_, index): Post => ({
    id: index + 1,
    // The last author is missing, so that some posts cannot be joined.
    authorId: (index * 7) % 41 + 1,
    title: `Über ${index} \u{1F600} \\ "x"`,
    body: 'Lorem ipsum '.repeat(index % 9),
    views: (index * 37) % 1000,
    score: ((index * 13) % 1000) / 100,
    published: new Date(Date.UTC(2026, 0, 1, index % 24) + (index % 365) * 86_400_000).toISOString(),
  }));
  const comments = Array.from({ length: 500 }, (_, index): Comment => ({
    id: index + 1, postId: ((index * 53) % 250) * 20 + 6, text: `Comment ${index}\nwith two lines`, likes: index % 17,
  }));
  return { authors, posts, comments, digests: [], copies: [] };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** json-server over a database file; its port, and the file's content as it is now. */
async function startJsonServer(blog: Blog): Promise<{ port: number; database(): Blog }> {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-blog-'));
  const file = join(folder, 'db.json');
  writeFileSync(file, JSON.stringify(blog));
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, 'node_modules/json-server/lib/cli/bin.js'), '--host', '127.0.0.1', '--port', String(port), file], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  await new Promise<void>((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('Home')) resolve();
    });
    child.once('exit', () => reject(new Error(`json-server did not start: ${text}`)));
  });
  return { port, database: () => JSON.parse(readFileSync(file, 'utf8')) as Blog };
}

const source = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

function blogWorkspace(port: number): TestWorkspace {
  return createWorkspace({
    'json-blog.connector': source('json-blog.connector'),
    'blog.flow': source('blog.flow'),
    'patchbay.json': JSON.stringify({ version: 1, instances: { local: { connector: 'json-blog', settings: { url: `http://127.0.0.1:${port}` } } } }),
  });
}

async function run(workspace: TestWorkspace, args: string[]): Promise<{ code: unknown; last: Record<string, unknown>; errors: string }> {
  const started = startPatchbay(['run', ...args, '--allow-local', '--format', 'json'], { cwd: workspace.folder, env: workspace.env });
  const code = await started.ended;
  return { code, last: JSON.parse(started.out().trimEnd().split('\n').at(-1) ?? 'null') as Record<string, unknown>, errors: started.err() };
}

/** One number for many records, whatever their order. */
function checksum(rows: readonly unknown[]): string {
  return createHash('sha256').update(rows.map((row) => JSON.stringify(row)).sort().join('\n')).digest('hex');
}

function withoutId({ postId, line, comments, likes, score, week }: Digest): Omit<Digest, 'id'> {
  return { postId, line, comments, likes, score, week };
}

function mondayOf(text: string): string {
  const day = new Date(text);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

it('pages through json-server, joins, filters, and creates records in it', async () => {
  const blog = makeBlog();
  const { port, database } = await startJsonServer(blog);
  const workspace = blogWorkspace(port);
  const wanted = blog.posts.filter((post) => post.views >= popular);
  const joined = wanted.flatMap((post) => {
    const author = blog.authors.find(({ id }) => id === post.authorId);
    const comments = blog.comments.filter(({ postId }) => postId === post.id);
    return author === undefined ? [] : [{
      postId: post.id, line: `${post.title.toUpperCase()} by ${author.name}`, comments: comments.length, likes: comments.reduce((sum, one) => sum + one.likes, 0),
      score: Math.round(post.score * 200) / 100, week: mondayOf(post.published),
    }];
  });
  expect(wanted.length - joined.length).toBeGreaterThan(0);
  expect(joined.some(({ comments }) => comments > 0)).toBe(true);

  const { code, last, errors } = await run(workspace, ['digest']);
  expect(last, errors).toMatchObject({
    type: 'run.finished', status: 'partial', read: 5000, filtered: 5000 - wanted.length, completed: joined.length, rejected: wanted.length - joined.length, sent: joined.length,
  });
  expect(code).toBe(3);
  const written = database().digests.map(withoutId);
  expect(written).toHaveLength(joined.length);
  expect(checksum(written)).toBe(checksum(joined));
});

it('copies all comments once, and none of them a second time', async () => {
  const blog = makeBlog();
  const { port, database } = await startJsonServer(blog);
  const workspace = blogWorkspace(port);
  const first = await run(workspace, ['copyComments']);
  expect(first.last, first.errors).toMatchObject({ status: 'succeeded', read: 500, completed: 500, sent: 500 });
  const second = await run(workspace, ['copyComments']);
  expect(second.last, second.errors).toMatchObject({ status: 'succeeded', read: 500, deduplicated: 500, completed: 0, sent: 0 });
  const copies = database().copies.map(({ commentId, postId, text, likes }) => ({ id: commentId, postId, text, likes }));
  expect(checksum(copies)).toBe(checksum(blog.comments));
});
