import { mount } from 'svelte';
import PlainList from './PlainList.svelte';

mount(PlainList, { target: document.body });
