// Count what Comunica's JSON-LD parser reads: `node parse_jsonld.mjs FILE`. It takes the parser from NODE_MODULES.
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';

const { JsonLdParser } = createRequire(`${process.env.NODE_MODULES}/`)('jsonld-streaming-parser');
const path = process.argv[2];
const seen = new Set();
for await (const quad of createReadStream(path).pipe(new JsonLdParser()))
  seen.add([quad.subject.value, quad.predicate.value, quad.object.value, quad.object.datatype?.value,
    quad.object.language, quad.graph.value].join('\n'));
console.log(`${path.split('/').pop()} ${seen.size}`);
