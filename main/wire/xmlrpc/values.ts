/** What comes in XML-RPC. Integers beyond 2^53 are bigint, dates stay as their text, `nil` is null. */
export type XmlValue = string | number | bigint | boolean | null | Uint8Array | XmlValue[] | XmlStruct

/** Without a prototype, so that every name is an ordinary one. */
export interface XmlStruct {
  [name: string]: XmlValue
}

/** What can be sent: texts, whole numbers, bytes (base64), and lists and structs of them. */
export type XmlInput =
  string | number | bigint | Uint8Array | readonly XmlInput[] | { readonly [name: string]: XmlInput }

/** A failure that a server answers with. */
export interface XmlFault {
  faultCode: number
  faultString: string
}

/** A whole message, of either side. */
export type XmlMessage =
  | { kind: 'call'; method: string; params: XmlValue[] }
  | { kind: 'answer'; value: XmlValue }
  | { kind: 'fault'; fault: XmlFault }

export function isStruct(value: XmlValue | undefined): value is XmlStruct {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
}

/** The fault that a struct tells, as answers and items of system.multicall do; null = it is no fault. */
export function faultIn(value: XmlValue | undefined): XmlFault | null {
  if (!isStruct(value)) return null
  const { faultCode, faultString } = value
  if (typeof faultCode !== 'number' && typeof faultString !== 'string') return null
  return {
    faultCode: typeof faultCode === 'number' ? faultCode : 0,
    faultString: typeof faultString === 'string' ? faultString : '',
  }
}
