import type { DynamicModule, Provider, Type } from '@nestjs/common';

const isDynamic = (module: unknown): module is DynamicModule => typeof module === 'object' && module !== null && 'module' in module;
const tokenOf = (provider: Provider): unknown => (typeof provider === 'function' ? provider : provider.provide);

/** A service's module with something else in the place of one of its providers. */
export function withInstead(module: DynamicModule, instead: Exclude<Provider, Type>): DynamicModule {
  return {
    ...module,
    imports: module.imports?.map((each) => (isDynamic(each) ? withInstead(each, instead) : each)),
    providers: module.providers?.map((each) => (tokenOf(each) === instead.provide ? instead : each)),
  };
}
