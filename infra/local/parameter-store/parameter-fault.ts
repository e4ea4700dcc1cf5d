/** Other errors become InternalServerError. */
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
