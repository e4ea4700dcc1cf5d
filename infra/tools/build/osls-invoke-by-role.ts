import { invokeByRole } from '../../deployment/invoke-by-role.ts';

type Serverless = {
  readonly service: {
    readonly provider: { compiledCloudFormationTemplate: { Resources: Readonly<Record<string, unknown>> } };
  };
};

/** A plugin of osls: changes the template before it is written. */
export default class InvokeByRole {
  readonly hooks: Readonly<Record<string, () => void>>;

  constructor(serverless: Serverless) {
    this.hooks = {
      'after:aws:package:finalize:mergeCustomProviderResources': () => {
        const template = serverless.service.provider.compiledCloudFormationTemplate;
        template.Resources = invokeByRole(template.Resources);
      },
    };
  }
}
