// The command line. React and others choose their build when they are first loaded, so this comes before any import: the server
// runs what is made for running, not what looks for faults of developers.
process.env['NODE_ENV'] ??= 'production';
await import('./program.ts');

export {};
