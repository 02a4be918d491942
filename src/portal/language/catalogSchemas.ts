import aiResourceMarketplace from '../../../schemas/ai-resource-marketplace.schema.json';
import aiResourcePlugin from '../../../schemas/ai-resource-plugin.schema.json';
import aiResourceRule from '../../../schemas/ai-resource-rule.schema.json';
import aiResourceSkill from '../../../schemas/ai-resource-skill.schema.json';
import aiResource from '../../../schemas/ai-resource.schema.json';
import annotations from '../../../schemas/annotations.json';
import apiMcpServer from '../../../schemas/api-mcp-server.schema.json';
import api from '../../../schemas/api.schema.json';
import component from '../../../schemas/component.schema.json';
import domain from '../../../schemas/domain.schema.json';
import envelope from '../../../schemas/entity-envelope.schema.json';
import group from '../../../schemas/group.schema.json';
import location from '../../../schemas/location.schema.json';
import metadata from '../../../schemas/metadata.schema.json';
import resource from '../../../schemas/resource.schema.json';
import system from '../../../schemas/system.schema.json';
import template from '../../../schemas/template.schema.json';
import user from '../../../schemas/user.schema.json';
import type { KindSchemaFiles } from './kindSchemas';

/** An annotation that Backstage or a well-known plugin reads. */
export interface KnownAnnotation {
  readonly name: string;
  readonly description: string;
  /** What form the value has, in words. */
  readonly value?: string;
  readonly examples?: readonly string[];
  readonly deprecated?: boolean;
  readonly replacedBy?: string;
  /** Not to be written by hand. */
  readonly writtenByBackstage?: boolean;
}

/** Backstage's own kinds, in its customary order. */
export const CATALOG_SCHEMAS: KindSchemaFiles = {
  kinds: [component, api, apiMcpServer, resource, system, domain, group, user, location, template, aiResource, aiResourceSkill, aiResourceRule, aiResourcePlugin, aiResourceMarketplace],
  shared: [envelope, metadata],
};

export const KNOWN_ANNOTATIONS: readonly KnownAnnotation[] = annotations.annotations;
