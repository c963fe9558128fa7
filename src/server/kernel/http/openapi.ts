import { z } from 'zod';
import type { RouteSpec, RouteTable } from '../../../shared/contract.ts';

type Json = Record<string, unknown>;

/**
 * The OpenAPI 3.1 description of the routes, from the same tables the server and the browser use.
 * Schemas with `.meta({ id })` become components.
 */
export function describeApi(
  info: { title: string; version: string },
  tables: Readonly<Record<string, RouteTable>>,
): Json {
  const components: Json = {};
  const paths: Record<string, Json> = {};
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json =>
    hoist(z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json, components);
  for (const [tag, table] of Object.entries(tables)) {
    for (const [operationId, route] of Object.entries(table)) {
      const path = route.path.replace(/:(\w+)/g, '{$1}');
      (paths[path] ??= {})[route.method.toLowerCase()] = operation(tag, operationId, route, schemaOf);
    }
  }
  components['Problem'] = PROBLEM;
  return { openapi: '3.1.0', info, paths, components: { schemas: components, securitySchemes: SECURITY } };
}

const SECURITY = { session: { type: 'apiKey', in: 'cookie', name: 'keyuan_session' } };
const PROBLEM: Json = {
  type: 'object',
  description: 'RFC 9457 problem details',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    params: { type: 'object' },
    cite: { type: 'object', description: 'the rule behind a refusal' },
    errors: { type: 'array', items: { type: 'object', required: ['path', 'code', 'message'] } },
  },
};

function operation(
  tag: string,
  operationId: string,
  route: RouteSpec,
  schemaOf: (s: z.ZodType, io: 'input' | 'output') => Json,
): Json {
  const json = (schema: Json): Json => ({ content: { 'application/json': { schema } } });
  const bytes = { content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } };
  return {
    operationId,
    tags: [tag],
    summary: route.summary,
    ...(route.allow !== 'anyone' && { security: [{ session: [] }] }),
    parameters: [
      ...(route.params ? parameters(schemaOf(route.params, 'input'), 'path') : []),
      ...(route.query ? parameters(schemaOf(route.query, 'input'), 'query') : []),
    ],
    ...(route.body && {
      requestBody: { required: true, ...(route.body === 'bytes' ? bytes : json(schemaOf(route.body, 'input'))) },
    }),
    responses: {
      [route.status ?? 200]: {
        description: 'Success',
        ...(route.reply === 'file' ? bytes : route.status === 204 ? {} : json(schemaOf(route.reply, 'output'))),
      },
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function parameters(schema: Json, place: 'path' | 'query'): Json[] {
  const required = new Set((schema['required'] as string[] | undefined) ?? []);
  return Object.entries((schema['properties'] as Record<string, Json> | undefined) ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: property,
  }));
}

/** Moves `$defs` into the components and points the references there. */
function hoist(schema: Json, components: Json): Json {
  const { $defs, $schema: _, ...rest } = schema;
  for (const [name, definition] of Object.entries(($defs as Record<string, Json> | undefined) ?? {})) {
    const { id: _id, ...body } = definition;
    components[name] = relink(body);
  }
  const { id: _id, ...linked } = relink(rest) as Json;
  return linked;
}

function relink(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relink);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      key === '$ref' && typeof item === 'string'
        ? [key, item.replace('#/$defs/', '#/components/schemas/')]
        : [key, relink(item)],
    ),
  );
}
