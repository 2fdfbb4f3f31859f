import { readFileSync } from 'node:fs';
import { inProject, readPackage } from '../../lib/project.mjs';
import { releaseDate } from '../../release/changelog.mjs';
import * as application from '../application.mjs';
import { xmlText } from './xml.mjs';

/** What the app does, in the paragraphs that software centres show. */
const description = [
  'Rigyd Desk watches the conversions that you started with the Rigyd service, downloads their results, unpacks them where you want ' +
    'them, and shows them in 3D before you trust them.',
  'It reads USD, MJCF and glTF, steps MuJoCo models, and says which results break a rule that simulators depend on. It is not made ' +
    'by the vendor of the service.',
];

/**
 * AppStream metadata: what software centres know of the app before they install it.
 * Source: the AppStream specification 1.0, desktop applications.
 *
 * @param {{ productName: string, version: string, date: string, license: string }} release date: YYYY-MM-DD
 */
export function metainfo({ productName, version, date, license }) {
  const { appId, categories, fileTypes, homepage, keywords, programName, summary } = application;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<component type="desktop-application">',
    `  <id>${appId}</id>`,
    '  <metadata_license>CC0-1.0</metadata_license>',
    `  <project_license>${projectLicense(license)}</project_license>`,
    `  <name>${xmlText(productName)}</name>`,
    `  <summary>${xmlText(summary)}</summary>`,
    '  <description>',
    ...description.map((paragraph) => `    <p>${xmlText(paragraph)}</p>`),
    '  </description>',
    `  <url type="homepage">${xmlText(homepage)}</url>`,
    `  <launchable type="desktop-id">${programName}.desktop</launchable>`,
    '  <categories>',
    ...categories.map((category) => `    <category>${category}</category>`),
    '  </categories>',
    '  <keywords>',
    ...keywords.map((keyword) => `    <keyword>${xmlText(keyword)}</keyword>`),
    '  </keywords>',
    '  <provides>',
    `    <binary>${programName}</binary>`,
    ...fileTypes.map(({ mimeType }) => `    <mediatype>${xmlText(mimeType)}</mediatype>`),
    '  </provides>',
    '  <content_rating type="oars-1.1"/>',
    '  <releases>',
    `    <release version="${xmlText(version)}" date="${date}"/>`,
    '  </releases>',
    '</component>',
    '',
  ].join('\n');
}

/** The metadata of this version. */
export function ownMetainfo() {
  const { productName, version, license = 'UNLICENSED' } = readPackage();
  const date = releaseDate(readFileSync(inProject('CHANGELOG.md'), 'utf8'), version);
  return metainfo({ productName, version, date, license });
}

/**
 * npm's word for a licence that was not chosen is no SPDX expression.
 *
 * @param {string} license
 */
const projectLicense = (license) => (license === 'UNLICENSED' ? 'LicenseRef-proprietary' : xmlText(license));
