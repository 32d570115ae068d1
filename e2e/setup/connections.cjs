/**
 * Loaded before a program (`node --require`): writes down every connection that its Node makes and every name that it
 * looks up, a line each, into the file that GUIDEPOST_CONNECTIONS names.
 */
const dns = require("node:dns");
const { appendFileSync } = require("node:fs");
const net = require("node:net");

const file = process.env.GUIDEPOST_CONNECTIONS;
const write = (what, where) => file && appendFileSync(file, `${what} ${where}\n`);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  // net.connect hands over its arguments in an array of its own.
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const { host = "localhost", path, port } = typeof first === "object" && first !== null ? first : { port: first };
  write("connect", path === undefined ? `${host}:${port}` : `file:${path}`);
  return connect.apply(this, args);
};

for (const holder of [dns, dns.promises]) {
  for (const name of ["lookup", "resolve", "resolve4", "resolve6"]) {
    const original = holder[name];
    holder[name] = function (host, ...rest) {
      write("look up", host);
      return original.call(this, host, ...rest);
    };
  }
}
write("watched", process.argv[1] ?? process.execPath);
