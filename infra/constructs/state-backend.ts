import { TerraformBackend, type TerraformRemoteState } from 'cdktf';
import type { Construct } from 'constructs';

/** Where Terraform keeps its state: any backend that it knows, or HCP Terraform (`cloud`), with the arguments as they are given. */
export class StateBackend extends TerraformBackend {
  constructor(
    scope: Construct,
    type: string,
    private readonly given: Readonly<Record<string, unknown>>,
  ) {
    super(scope, 'backend', type);
  }

  override toTerraform() {
    return { terraform: this.name === 'cloud' ? { cloud: this.given } : { backend: { [this.name]: this.given } } };
  }

  override getRemoteStateDataSource(): TerraformRemoteState {
    throw new Error('No other stack reads the state of this one.');
  }
}
