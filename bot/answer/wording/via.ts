import type { Via } from '../../actor/actor';

/** How, as it follows a sentence and a time. */
export const VIA_WORDS: Readonly<Record<Via, string>> = {
  'connect website': 'in the Connect admin website',
  'aws console': 'in the AWS console',
  'cli or sdk': 'with the AWS CLI or an SDK',
  cloudformation: 'through CloudFormation',
  terraform: 'with Terraform',
  lambda: 'by a Lambda function',
  'replica sync': 'by replica sync',
  'aws service': 'through an AWS service',
  unknown: 'how is not known',
};

/** The same in a word or two, for lines of a list. */
export const VIA_SHORT: Readonly<Record<Via, string>> = {
  'connect website': 'website',
  'aws console': 'AWS console',
  'cli or sdk': 'CLI or SDK',
  cloudformation: 'CloudFormation',
  terraform: 'Terraform',
  lambda: 'Lambda',
  'replica sync': 'replica sync',
  'aws service': 'AWS service',
  unknown: 'unknown how',
};
