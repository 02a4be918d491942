import { createServer } from 'node:http';

const port = Number(process.env.PORT ?? ${{ values.port }});

createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ service: '${{ values.name }}' }));
}).listen(port);
