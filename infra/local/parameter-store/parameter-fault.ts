/** A refusal in the words of Systems Manager's API reference; whatever else is thrown becomes InternalServerError at the edge. */
export class ParameterFault extends Error {
  readonly code: ParameterFaultCode;

  constructor(code: ParameterFaultCode, message: string) {
    super(message);
    this.name = 'ParameterFault';
    this.code = code;
  }
}

export type ParameterFaultCode =
  | 'InvalidSignatureException'
  | 'MissingAuthenticationTokenException'
  | 'ParameterAlreadyExists'
  | 'ParameterNotFound'
  | 'SerializationException'
  | 'UnknownOperationException'
  | 'UnrecognizedClientException'
  | 'UnsupportedParameterType'
  | 'ValidationException';
