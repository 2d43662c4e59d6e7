import type { Expr, Paginate } from '#plan';
import type { Evaluate, Frame, Value } from '../../expression/contract.ts';
import type { Answer } from '../http/exchange.ts';
import type { Filled } from '../slots.ts';

/** What the request of one page has that the endpoint's own does not. */
export interface PageRequest {
  filled: readonly Filled[];
  /** A whole URL that an answer gave. */
  url?: URL;
  /** What `page` or `offset` names while this page is read. */
  named?: { page: number } | { offset: number };
}

export type Step = { next: PageRequest } | { why: string };

/** A page that was read; the frame holds its response. */
export interface ReadPage { frame: Frame; answer: Answer; records: readonly Value[] }

/** Paging through one call of an endpoint. */
export interface Pager {
  first(frame: Frame): PageRequest;
  after(page: ReadPage): Step;
}

/** Where a pager comes from: compiled once, started for each call. */
export type MakePager = () => Pager;

/** One kind of paging. */
export type CompilePager<Kind extends Paginate['kind']> = (
  paginate: Paginate & { kind: Kind }, compile: (expr: Expr) => Evaluate) => MakePager;
