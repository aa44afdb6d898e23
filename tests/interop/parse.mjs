// Count what N3.js reads: `node parse.mjs FILE...`; the ending tells the format. It takes n3 from NODE_MODULES.
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';

const { StreamParser } = createRequire(`${process.env.NODE_MODULES}/`)('n3');
const FORMATS = { nq: 'N-Quads', trig: 'TriG', ttl: 'Turtle', nt: 'N-Triples' };

for (const path of process.argv.slice(2)) {
  const seen = new Set();
  const parser = new StreamParser({ format: FORMATS[path.split('.').pop()] });
  createReadStream(path).pipe(parser);
  for await (const quad of parser)
    seen.add([quad.subject.value, quad.predicate.value, quad.object.value, quad.object.datatype?.value,
      quad.object.language, quad.graph.value].join('\n'));
  console.log(`${path.split('/').pop()} ${seen.size}`);
}
