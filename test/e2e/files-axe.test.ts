import { expect } from 'chai';
import { barriersOn } from './barriers.ts';
import { FILE_VIEWS, furnish, uploading } from './file-views.ts';
import { box } from './room.ts';
import { DESK, FAKE_DEVICES, makeStage, PHONE, type Stage } from './stage.ts';

describe('the views of files, before a program that looks for barriers', function () {
  this.timeout(180_000);
  let stage: Stage;

  before(async function () {
    this.timeout(600_000);
    stage = await makeStage({ args: FAKE_DEVICES });
    await stage.handOver();
    await furnish(stage, 0);
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  for (const size of [PHONE, DESK])
    it(`have none at ${size.width} pixels`, async () => {
      const seat = await stage.signIn(stage.people.deputy, { size, path: stage.roomPath(0) });
      const { page } = seat;
      await box(page).waitFor();
      for (const view of FILE_VIEWS) {
        await view.open(page);
        expect(await barriersOn(page), view.name).to.deep.equal([]);
        await view.close(page);
      }
      await uploading(seat, `说明${size.width}.txt`);
      expect(await barriersOn(page), 'an upload under way').to.deep.equal([]);
    });
});
