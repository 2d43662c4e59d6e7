import { define } from './define.ts';

/** Methods of `bytes`. */
export const bytesBuiltins = define('bytes', {
  hex: { returns: 'string', documentation: 'In hexadecimal, small letters.', example: ["'Hi'.bytes().hex()", "'4869'"] },
  base64: { returns: 'string', documentation: 'As base64.', example: ["'Hi!'.bytes().base64()", "'SGkh'"] },
  sha256: { returns: 'bytes', documentation: 'The SHA-256 digest.', example: ["'a'.bytes().sha256().hex().slice(0, 8)", "'ca978112'"] },
  sha1: { returns: 'bytes', documentation: 'The SHA-1 digest, for systems that ask for it; it proves nothing.', example: ["'a'.bytes().sha1().hex().slice(0, 8)", "'86f7e437'"] },
  md5: { returns: 'bytes', documentation: 'The MD5 digest, for systems that ask for it; it proves nothing.', example: ["'a'.bytes().md5().hex().slice(0, 8)", "'0cc175b9'"] },
});
