import * as z from 'zod';
import type { Deployment } from './deployment.ts';
import type { Functions, LambdaFunction } from './functions.ts';
import type { LambdaPermissions } from './lambda-permissions.ts';

const IntegrationProperties = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
});
const RouteProperties = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.literal('NONE').default('NONE'),
});

export interface Route {
  readonly key: string;
  /** `ANY` or a method. */
  readonly method: string;
  readonly segments: readonly string[];
  readonly apiId: string;
  readonly lambda: LambdaFunction;
  readonly allowed: boolean;
}

export interface RouteMatch {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

/** The functions that answer HTTP: known before the functions start, because those get more workers. */
export function httpFunctionArns(deployment: Deployment): ReadonlySet<string> {
  const integrations = deployment.ofType('AWS::ApiGatewayV2::Integration');
  return new Set(
    integrations.map(({ properties }) => functionArn(IntegrationProperties.parse(properties).IntegrationUri)),
  );
}

/** Throws when more than one API is defined: they would share one address. */
export function readRoutes(
  deployment: Deployment,
  functions: Functions,
  permissions: LambdaPermissions,
): Route[] {
  const apis = deployment.ofType('AWS::ApiGatewayV2::Api');
  if (apis.length > 1)
    throw new Error(
      `the local run serves one HTTP API, not ${apis.map(({ logicalId }) => logicalId).join(' and ')}`,
    );
  const integrations = new Map(
    deployment
      .ofType('AWS::ApiGatewayV2::Integration')
      .map(({ ref, properties }) => [ref, IntegrationProperties.parse(properties)]),
  );
  const { region, account } = deployment.place;
  return deployment.ofType('AWS::ApiGatewayV2::Route').map((resource) => {
    const { ApiId, RouteKey, Target } = RouteProperties.parse(resource.properties);
    const integration = integrations.get(Target.replace('integrations/', ''));
    const lambda =
      integration === undefined ? undefined : functions.find(functionArn(integration.IntegrationUri));
    if (lambda === undefined) throw new Error(`${resource.logicalId} leads to no function of the templates`);
    const [method = 'ANY', path = '/'] = RouteKey === '$default' ? ['ANY', '/{proxy+}'] : RouteKey.split(' ');
    const source = `arn:aws:execute-api:${region}:${account}:${ApiId}/$default/${method === 'ANY' ? '*' : method}${path}`;
    const allowed = permissions.allows(lambda.arn, 'apigateway.amazonaws.com', source);
    return { key: RouteKey, method, segments: path.split('/').slice(1), apiId: ApiId, lambda, allowed };
  });
}

/** The most specific route: exact segments before parameters before a greedy one, a method before ANY. */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  rawPath: string,
): RouteMatch | undefined {
  const parts = rawPath.split('/').slice(1);
  const [best] = routes
    .filter((route) => route.method === 'ANY' || route.method === method)
    .flatMap((route) => scored(route, parts))
    .sort((a, b) => b.score - a.score);
  return best?.match;
}

function scored(route: Route, parts: readonly string[]): { match: RouteMatch; score: number }[] {
  const found = matchSegments(route.segments, parts);
  if (found === undefined) return [];
  const isDefault = route.key === '$default';
  const named = Object.keys(found.parameters).length > 0 && !isDefault;
  const score = found.score * 2 + (route.method === 'ANY' ? 0 : 1) - (isDefault ? 1_000 : 0);
  return [{ match: { route, pathParameters: named ? found.parameters : undefined }, score }];
}

interface Found {
  readonly parameters: Readonly<Record<string, string>>;
  readonly score: number;
}

const EXACT = 10;
const PARAMETER = 1;

function matchSegments(segments: readonly string[], parts: readonly string[]): Found | undefined {
  const [segment, ...laterSegments] = segments;
  const [part, ...laterParts] = parts;
  if (segment === undefined || part === undefined)
    return segments.length === parts.length ? { parameters: {}, score: 0 } : undefined;
  const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(segment) ?? [];
  if (name !== undefined && greedy === '+')
    return { parameters: { [name]: parts.map(decode).join('/') }, score: 0 };
  if (name === undefined ? segment !== part : part === '') return undefined;
  const later = matchSegments(laterSegments, laterParts);
  if (later === undefined) return undefined;
  if (name === undefined) return { ...later, score: later.score + EXACT };
  return { parameters: { [name]: decode(part), ...later.parameters }, score: later.score + PARAMETER };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function functionArn(uri: string): string {
  return /functions\/(arn:[^/]+)\/invocations/.exec(uri)?.[1] ?? uri;
}
