export type * from './workspace/model.ts';
