# One image for all roles: HUYING_ROLES decides whether it answers people (web) or runs jobs (worker).
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Not `npm ci`: the lock file leaves out optional binaries of platforms that the registry it was made with does not carry.
RUN npm install --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:20-bookworm-slim
# Makes voices and videos playable everywhere, and pictures of iPhones visible.
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg libheif-examples && rm -rf /var/lib/apt/lists/*
# Where a worker lays what it looks at; a volume that is mounted here belongs to it, too.
RUN install -d -o node -g node -m 0700 /var/tmp/huying
ENV NODE_ENV=production HOST=0.0.0.0 PORT=7230
WORKDIR /app
COPY --from=build --chown=root:root /app/node_modules ./node_modules
COPY --from=build --chown=root:root /app/dist ./dist
COPY --from=build --chown=root:root /app/web/dist ./web/dist
COPY --from=build --chown=root:root /app/bin ./bin
COPY --from=build --chown=root:root /app/package.json ./
USER node
EXPOSE 7230
CMD ["node", "dist/server/main.js"]
