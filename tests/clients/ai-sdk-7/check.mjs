import * as ai from 'ai';
import { createOpenAI } from '@ai-sdk/openai';
import { z } from 'zod';
import { check } from '../ai-sdk.mjs';

await check({ ai, createOpenAI, z });
