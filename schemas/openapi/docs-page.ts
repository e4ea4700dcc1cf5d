import type { Answer, Example, JsonSchema, Media, OpenapiDocument, Operation, Parameter } from './document.ts';
import { firstSteps } from './first-steps.ts';
import { html, type Html } from './html.ts';
import { pageStyle } from './page-style.ts';
import { schemaRows } from './schema-rows.ts';

type OperationEntry = { readonly path: string; readonly method: string; readonly operation: Operation };
type Refusal = { readonly code: string; readonly status: string; readonly title: string; readonly detail: string };

type TagSection = OpenapiDocument['tags'][number] & { readonly entries: readonly OperationEntry[] };

/** Renders one Chinese page without scripts, fonts, pictures or other requests. `tokenUrl` is where the stage's tokens come from. */
export function renderDocsPage(document: OpenapiDocument, tokenUrl?: string): string {
  const entries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = document.tags.map((tag) => ({
    ...tag,
    entries: entries.filter(({ operation }) => operation.tags.includes(tag.name)),
  }));
  const page = html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${document.info.title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${{ html: pageStyle }}
        </style>
      </head>
      <body>
        ${navigation(document, sections)}
        <main>
          ${introduction(document)} ${firstStepsSection(tokenUrl)}
          ${sections.map((section) => roomSection(section, document))} ${schemasSection(document)}
          ${refusalsSection(
            entries.map(({ operation }) => operation),
            document,
          )}
        </main>
      </body>
    </html> `;
  return page.html;
}

function navigation({ info }: OpenapiDocument, sections: readonly TagSection[]): Html {
  return html`<nav>
    <strong>${info.title}</strong> ${info.version}
    <ul>
      <li><a href="#first-steps">第一次报送</a></li>
    </ul>
    ${sections.map(
      ({ name, entries }) =>
        html`<h2>${name}</h2>
          <ul>
            ${entries.map(operationLink)}
          </ul>`,
    )}
    <h2>附录</h2>
    <ul>
      <li><a href="#schemas">数据结构</a></li>
      <li><a href="#refusals">提示代码</a></li>
    </ul>
  </nav>`;
}

function operationLink({ operation: { operationId, summary } }: OperationEntry): Html {
  return html`<li><a href="#${operationId}">${shorten(summary)}</a></li>`;
}

function introduction({ info, openapi }: OpenapiDocument): Html {
  return html`<h1>${info.title}</h1>
    <p>${info.description}</p>
    <p>
      机器可读的同一份文档：<a href="/api/v1/openapi.json">/api/v1/openapi.json</a>（OpenAPI ${openapi}）。示例中
      <code>$GUIJI</code> 是本平台的地址，<code>$TOKEN</code> 是访问令牌。
    </p>`;
}

function firstStepsSection(tokenUrl: string | undefined): Html {
  return html`<section id="first-steps">
    <h2>第一次报送</h2>
    <p>从取令牌到看回执，依次执行（需要 curl 和 jq）。</p>
    <ol>
      ${firstSteps(tokenUrl).map(
        ([purpose, command]) =>
          html`<li>
            <p>${purpose}</p>
            <pre>${command}</pre>
          </li>`,
      )}
    </ol>
  </section>`;
}

function roomSection({ name, description, entries }: TagSection, document: OpenapiDocument): Html {
  return html`<section>
    <h2>${name}</h2>
    <p>${description}</p>
    ${entries.map((entry) => operationArticle(entry, document))}
  </section>`;
}

function schemasSection({ components }: OpenapiDocument): Html {
  return html`<section id="schemas">
    <h2>数据结构</h2>
    ${Object.entries(components.schemas).map(
      ([name, schema]) =>
        html`<article id="schema-${name}">
          <h3><code>${name}</code></h3>
          ${schemaTable(schema)}
        </article>`,
    )}
  </section>`;
}

function refusalsSection(operations: readonly Operation[], document: OpenapiDocument): Html {
  return html`<section id="refusals">
    <h2>提示代码</h2>
    <p>应答不成功时，程序按 code 处理，detail 直接给人看。花括号中的内容会换成实际的值。</p>
    ${refusalTable(refusalsIn(operations, document), { anchored: true })}
  </section>`;
}

function operationArticle({ path, method, operation }: OperationEntry, document: OpenapiDocument): Html {
  const refusals = refusalsIn([operation], document);
  return html`<article id="${operation.operationId}">
    <h3><span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code></h3>
    <p>${operation.summary}</p>
    <p class="who">${operation.description}</p>
    ${
      operation.parameters.length === 0
        ? ''
        : html`<h4>参数</h4>
            ${parameterTable(operation.parameters)}`
    }
    ${
      operation.requestBody === undefined
        ? ''
        : html`<h4>请求体</h4>
            ${Object.values(operation.requestBody.content).map(({ schema }) => schemaTable(schema))}`
    }
    <h4>示例</h4>
    <pre>${buildCurl(path, method, operation)}</pre>
    <h4>应答</h4>
    ${Object.entries(operation.responses)
      .filter(([status]) => Number(status) < 400)
      .map(
        ([status, answer]) =>
          html`<p>${status} ${answer.description}</p>
            ${listMedia(answer).map(mediaTable)}`,
      )}
    <details>
      <summary>可能的提示（${refusals.length} 种）</summary>
      ${refusalTable(refusals, { anchored: false })}
    </details>
  </article>`;
}

function parameterTable(parameters: readonly Parameter[]): Html {
  const locationNames = { path: '路径', query: '查询', header: '请求头' };
  return html`<table>
    <tr>
      <th>名称</th>
      <th>位置</th>
      <th>必填</th>
      <th>内容</th>
      <th>例</th>
    </tr>
    ${parameters.map(
      ({ name, in: location, required, schema, description = '', example = '' }) =>
        html`<tr>
          <td><code>${name}</code></td>
          <td>${locationNames[location]}</td>
          <td>${required ? '是' : '否'}</td>
          <td>
            ${schemaRows(schema)
              .map((row) => row.type)
              .join('；')}
            ${description}
          </td>
          <td><code>${String(example)}</code></td>
        </tr>`,
    )}
  </table>`;
}

function mediaTable([type, { schema }]: readonly [string, Media]): Html {
  return type === 'application/json' ? schemaTable(schema) : html`<p>媒体类型 <code>${type}</code></p>`;
}

function schemaTable(schema: JsonSchema): Html {
  return html`<table>
    <tr>
      <th>位置</th>
      <th>内容</th>
      <th>必有</th>
      <th>说明</th>
    </tr>
    ${schemaRows(schema).map(
      ({ path, type, required, reference, note = '' }) =>
        html`<tr>
          <td><code>${path === '' ? '（整体）' : path}</code></td>
          <td>${reference === undefined ? type : html`<a href="#schema-${reference}">${type}</a>`}</td>
          <td>${required ? '是' : '否'}</td>
          <td>${note}</td>
        </tr>`,
    )}
  </table>`;
}

/** A problem's `type` links to the ids of `anchored` rows. */
function refusalTable(refusals: readonly Refusal[], { anchored }: { readonly anchored: boolean }): Html {
  return html`<table>
    <tr>
      <th>状态</th>
      <th>code</th>
      <th>说明</th>
    </tr>
    ${refusals.map(
      ({ code, status, title, detail }) =>
        html`<tr${anchored ? html` id="refusal-${code}"` : ''}>
          <td>${status}</td>
          <td><code>${code}</code></td>
          <td><strong>${title}</strong>：${detail}</td>
        </tr>`,
    )}
  </table>`;
}

function refusalsIn(operations: readonly Operation[], document: OpenapiDocument): readonly Refusal[] {
  const found = new Map<string, Refusal>();
  for (const [status, answer] of operations.flatMap(({ responses }) => Object.entries(responses))) {
    if (Number(status) < 400) continue;
    for (const [code, example] of listMedia(answer).flatMap(([, { examples = {} }]) => Object.entries(examples))) {
      const value = resolveExample(example, document);
      if (!found.has(code))
        found.set(code, { code, status, title: readText(value, 'title'), detail: readText(value, 'detail') });
    }
  }
  return [...found.values()].toSorted((one, other) =>
    `${one.status} ${one.code}` < `${other.status} ${other.code}` ? -1 : 1,
  );
}

function resolveExample(example: Example | { readonly $ref: string }, document: OpenapiDocument): unknown {
  return '$ref' in example
    ? document.components.examples[example.$ref.replace('#/components/examples/', '')]?.value
    : example.value;
}

function listMedia(answer: Answer): readonly (readonly [string, Media])[] {
  return Object.entries(answer.content ?? {});
}

function readText(value: unknown, name: string): string {
  return typeof value === 'object' && value !== null ? String(new Map(Object.entries(value)).get(name) ?? '') : '';
}

function shorten(summary: string): string {
  return summary.split(/[：；，（。]/)[0] ?? summary;
}

/** `$GUIJI` is the platform's address, `$TOKEN` an access token. */
function buildCurl(path: string, method: string, operation: Operation): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(operation.parameters.find((parameter) => parameter.name === name)?.example ?? name),
  );
  const needed = operation.parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name, example }) => `${name}=${encodeURIComponent(String(example ?? ''))}`);
  const address = `"$GUIJI${filled}${needed.length === 0 ? '' : `?${needed.join('&')}`}"`;
  const body = Object.values(operation.requestBody?.content ?? {})
    .flatMap(({ examples = {} }) => Object.values(examples))
    .flatMap((example) => ('value' in example ? [example.value] : []))[0];
  return [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${address}`,
    ...(operation.security.length === 0 ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(operation.parameters.some(({ name }) => name === 'Idempotency-Key')
      ? ['-H "Idempotency-Key: $(uuidgen)"']
      : []),
    ...(body === undefined ? [] : ['-H "Content-Type: application/json"', `-d '${JSON.stringify(body)}'`]),
  ].join(' \\\n  ');
}
