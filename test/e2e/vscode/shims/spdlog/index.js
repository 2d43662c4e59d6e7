'use strict';
// Same surface as the native logger; synchronous appends, no rotation. Without it no log file is written.
const fs = require('node:fs');
const path = require('node:path');

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
let globalLevel = 2;

class Logger {
  constructor(_type, _name, filename) {
    this.file = filename;
    this.level = globalLevel;
    this.pattern = true;
    fs.mkdirSync(path.dirname(filename), { recursive: true });
    fs.appendFileSync(filename, '');
  }
  write(level, message) {
    if (!this.file || level < this.level) return;
    const stamp = new Date().toISOString().replace('T', ' ').replace('Z', '');
    try {
      fs.appendFileSync(this.file, this.pattern ? `${stamp} [${names[level]}] ${message}\n` : message);
    } catch {
      // The profile may have been removed already.
    }
  }
  trace(message) { this.write(0, message); }
  debug(message) { this.write(1, message); }
  info(message) { this.write(2, message); }
  warn(message) { this.write(3, message); }
  error(message) { this.write(4, message); }
  critical(message) { this.write(5, message); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() { this.pattern = true; }
  clearFormatters() { this.pattern = false; }
  flush() {}
  drop() { this.file = undefined; }
}

// One by one: VS Code imports this as a module, and Node's CommonJS lexer misses names in a module.exports literal.
exports.version = 0;
exports.LogLevel = { Trace: 0, Debug: 1, Info: 2, Warning: 3, Error: 4, Critical: 5, Off: 6 };
exports.Logger = Logger;
exports.setLevel = (level) => { globalLevel = level; };
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = async (name, file, size, count) => new Logger('rotating', name, file, size, count);
exports.createAsyncRotatingLogger = async (name, file, size, count) => new Logger('rotating_async', name, file, size, count);
