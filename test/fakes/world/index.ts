export { guid, random, type Random } from './random.ts';
export { makeWorld, type Article, type PaymentStatus, type Person, type Sale, type SaleLine, type World, type WorldOptions } from './world.ts';
